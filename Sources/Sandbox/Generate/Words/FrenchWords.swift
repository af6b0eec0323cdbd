extension Lexicon {
  static let france = Lexicon(
    given: Words(
      """
      Jean Pierre Michel Philippe Nicolas Christophe Stéphane Laurent Frédéric Olivier Marie Nathalie Isabelle
      Sylvie Catherine Martine Christine Françoise Valérie Sandrine Patrick Alain Éric Pascal Thierry Bruno Didier
      Gérard Daniel Jacques Bernard André François Julien Sébastien David Thomas Alexandre Antoine Guillaume Vincent
      Céline Aurélie Julie Émilie Camille Sophie Anne Hélène Véronique Dominique Brigitte Monique Jérôme Cédric
      Ludovic Fabrice Franck Gilles Hervé Yves Loïc Gaël Maël Yann Mohamed Karim Rachid Fatima Nadia Samira Léa
      Manon Chloé Inès Clément Mathieu Maxime Benoît Rémi Anaïs Élodie Maëlle Noémie Solène Gwenaëlle Corentin
      Baptiste Théo Lucie Agathe Joséphine Augustin Marcel
      """),
    family: Words(
      """
      Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
      Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André
      Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin
      Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour
      Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard
      Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe
      Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert
      Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur
      """),
    rareFamily: Compounds(
      """
      Beau Bel Bois Bon Bour Cham Char Chas Clair Cour De Des Du Fon Gran Haut La Le Lon Mar Mau Mon Mont Nor Pas \
      Per Pré Puy Ri Roche Saint Sau Tour Val Vau Vil Ver Vi
      """,
      "bert mont court don dier gnon lard lain lot let mond nac nard neau nel net nier rand reau rier rot teil ville sac"
    ),
    trades: Words(
      """
      Bâtiment Plomberie Électricité Services Conseil Menuiserie Maçonnerie Peinture Toiture Couverture Boulangerie
      Pâtisserie Boucherie Traiteur Restaurant Transports Logistique Immobilier Assurances Automobiles Garage
      Carrosserie Nettoyage Paysages Jardins Pépinières Fleurs Coiffure Esthétique Pharmacie Optique Dentaire
      Médical Ambulances Informatique Logiciels Numérique Communication Publicité Imprimerie Édition Librairie
      Papeterie Photographie Studio Architecture Ingénierie Études Géomètre Expertise Comptabilité Formation École
      Crèche Voyages Hôtel Camping Vins Domaine Cave Brasserie Fromagerie Primeurs Épicerie Poissonnerie
      Alimentation Distribution Négoce Matériaux Quincaillerie Outillage Mécanique Métallerie Soudure Usinage
      Plastiques Emballages Textile Confection Mode Chaussures Bijouterie Horlogerie Meubles Cuisines Décoration
      Carrelage Isolation Chauffage Climatisation Énergies Solaire Piscines Terrassement Travaux_Publics Démolition
      Recyclage Environnement Sécurité Gardiennage Serrurerie Déménagement Taxi Location Événements
      """),
    adjectives: Words(
      """
      Nouvelle Grande Petite Belle Vieille Haute Française Parisienne Lyonnaise Bretonne Normande Provençale
      Alsacienne Première Générale Moderne Centrale Nord Sud Est Ouest Atlantique Méditerranée Verte Bleue Rouge
      Blanche Noire Dorée Royale Douce Claire Européenne Régionale Nationale Familiale Artisanale Authentique Libre
      Vive
      """, flatness: 14),
    nouns: Words(
      """
      Étoile Maison Lumière Fontaine Rivière Montagne Forêt Colline Vallée Prairie Rose Olive Vigne Chêne Tilleul
      Cèdre Lys Soleil Lune Mer Île Port Phare Pont Tour Château Moulin Ferme Abeille Aigle Lion Cerf Renard
      Hirondelle Cigale Dauphin Perle Cristal Diamant Ardoise Pierre Atelier Comptoir Fabrique Galerie Table Marmite
      Plume Ruban Horizon Source Aurore
      """, flatness: 14),
    endings: Words(
      "Groupe &_Fils Frères Associés et_Associés Participations Développement France International Holding Entreprise",
      flatness: 4),
    cities: City.list(
      """
      Paris/IDF/750/1
      Marseille/PAC/130/4
      Lyon/ARA/690/4
      Toulouse/OCC/310/5
      Nice/PAC/060/4
      Nantes/PDL/440/2
      Strasbourg/GES/670/3
      Montpellier/OCC/340/4
      Bordeaux/NAQ/330/5
      Lille/HDF/590/3
      Rennes/BRE/350/2
      Reims/GES/511/3
      Saint-Étienne/ARA/420/4
      Toulon/PAC/830/4
      Grenoble/ARA/380/4
      Dijon/BFC/210/3
      Angers/PDL/490/2
      Nîmes/OCC/300/4
      Clermont-Ferrand/ARA/630/4
      Le Mans/PDL/720/2
      Brest/BRE/292/2
      Tours/CVL/370/2
      Amiens/HDF/800/3
      Limoges/NAQ/870/5
      Annecy/ARA/740/4
      Perpignan/OCC/660/4
      Besançon/BFC/250/3
      Metz/GES/570/3
      Orléans/CVL/450/2
      Rouen/NOR/760/2
      Caen/NOR/140/2
      Mulhouse/GES/681/3
      Boulogne-Billancourt/IDF/921/1
      Saint-Denis/IDF/932/1
      Versailles/IDF/780/1
      """),
    towns: Compounds(
      "Beau Belle Bois Champ Château Clair Fon Haute Long Mont Neuf Pont Roche Saint-Mar Saint-Ger Val Ville Vigne Mar Cour",
      "ville mont court fort main val bourg nay gny tin lieu seuil sac bec"),
    streets: Words(
      """
      rue_de_la_République rue_Victor_Hugo avenue_Jean_Jaurès rue_Pasteur rue_de_l'Église place_de_la_Mairie
      rue_du_Moulin Grande_Rue rue_des_Écoles avenue_de_la_Gare boulevard_Gambetta rue_Jules_Ferry rue_de_Paris
      avenue_du_Général_de_Gaulle rue_de_la_Paix rue_Voltaire rue_Émile_Zola boulevard_Voltaire rue_de_la_Fontaine
      chemin_des_Vignes rue_des_Fleurs route_de_Lyon rue_Saint-Martin rue_du_Château allée_des_Tilleuls
      rue_de_la_Forge rue_du_Stade impasse_des_Lilas avenue_Foch rue_Nationale rue_de_Verdun rue_du_8_Mai
      rue_du_Commerce quai_de_la_Loire zone_artisanale_des_Prés zone_industrielle_Nord rue_des_Artisans
      rue_Denis_Papin rue_Ampère avenue_de_l'Europe boulevard_Saint-Michel rue_Molière rue_Racine rue_Lamartine
      rue_Carnot place_du_Marché rue_Basse rue_Haute cours_Mirabeau avenue_des_Champs rue_du_Port
      """, flatness: 6),
    forms: LegalForm.list(
      """
      <34 SARL/S.A.R.L./Sarl/S.A.R.L
      <30 SAS/S.A.S./Sas
      <10 SASU/S.A.S.U.
      <9 EURL/E.U.R.L.
      <6 SA/S.A.
      <6 SCI/S.C.I.
      2 SNC
      """))
}
